/** Files that were dropped or chosen, those of folders too; hidden ones are passed over. */

export interface Given {
  readonly name: string;
  readonly blob: Blob;
}

/** Return the files of a file input, by their path where a folder was chosen. */
export function chosen(files: FileList | null): Given[] {
  return [...(files ?? [])]
    .map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }))
    .filter((file) => !isHidden(file.name))
    .sort((one, other) => one.name.localeCompare(other.name, "zh"));
}

/** Return the files that were dropped, with those in dropped folders. */
export async function dropped(data: DataTransfer): Promise<Given[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some(Boolean)) return chosen(data.files);
  const found: Given[] = [];
  for (const entry of entries) if (entry) await collect(entry, found);
  return found
    .filter((file) => !isHidden(file.name))
    .sort((one, other) => one.name.localeCompare(other.name, "zh"));
}

async function collect(entry: FileSystemEntry, found: Given[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ name: entry.fullPath.replace(/^\//, ""), blob: file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (!some.length) return;
    for (const one of some) await collect(one, found);
  }
}

export function isHidden(name: string): boolean {
  return name
    .split("/")
    .some((part) => part.startsWith(".") || part.startsWith("~$") || part === "__MACOSX");
}

export function isArchive(name: string): boolean {
  return /\.(zip|tar|tgz|tar\.gz)$/i.test(name);
}
