declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "pyodide/asm" {
  const createPyodideModule: unknown;
  export default createPyodideModule;
}
declare module "pyodide/lock" {
  const contents: string;
  export default contents;
}
