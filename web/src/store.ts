/** The files that the person wants to find again, in the browser's own store. */

import type { Dropped } from "./protocol.ts";

const NAME = "planparse";
const FILES = "files";

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(FILES);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run<Of>(
  mode: IDBTransactionMode,
  what: (store: IDBObjectStore) => IDBRequest<Of> | undefined,
): Promise<Of | undefined> {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(FILES, mode);
      const asked = what(transaction.objectStore(FILES));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

/** Keep these files, and no others. */
export async function keep(files: readonly Dropped[]): Promise<void> {
  await run("readwrite", (store) => {
    store.clear();
    files.forEach((file, place) => {
      store.put({ name: file.name, blob: file.blob }, place);
    });
    return undefined;
  });
}

/** Return what was kept. */
export async function kept(): Promise<readonly { name: string; blob: Blob }[]> {
  return (await run("readonly", (store) => store.getAll())) ?? [];
}

/** Remove the store itself. */
export function wipe(): Promise<void> {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
  });
}
