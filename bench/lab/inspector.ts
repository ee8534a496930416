/** A snapshot of a full heap takes seconds. */
const TIMEOUT_MS = 60_000;

/** The part of Chrome's protocol that workerd's inspector speaks, and that is used here. */
interface Message {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

export interface Inspector {
  /** @throws Error when it is refused, or when there is no answer within 60 s */
  send<T>(method: string, params?: object): Promise<T>;
  close(): void;
}

/** Opens the inspector of a `startWorkerd` that has an inspectorPort. */
export async function openInspector(port: number): Promise<Inspector> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error('workerd lists no isolate to inspect');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('workerd refused its inspector'));
  });
  socket.onmessage = ({ data }) => {
    const { id = 0, result, error } = JSON.parse(String(data)) as Message;
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  };
  let last = 0;
  return {
    send: <T>(method: string, params: object = {}) => {
      const id = ++last;
      const call = Promise.withResolvers<unknown>();
      const timer = setTimeout(() => call.reject(new Error(`The inspector gave no answer to ${method}`)), TIMEOUT_MS);
      waiting.set(id, call);
      socket.send(JSON.stringify({ id, method, params }));
      return call.promise.finally(() => clearTimeout(timer)) as Promise<T>;
    },
    close: () => socket.close(),
  };
}

/**
 * Reads an isolate's memory in bytes, as V8 counts: its heap, garbage too until it is collected, and the buffers beside it.
 *
 * @throws Error when the inspector doesn't tell
 */
export async function heapBytes(inspector: Inspector): Promise<number> {
  const { usedSize, backingStorageSize } = await inspector.send<Usage>('Runtime.getHeapUsage');
  if (usedSize === undefined || backingStorageSize === undefined) throw new Error('The inspector names no sizes');
  return usedSize + backingStorageSize;
}

/** Collects an isolate's garbage. workerd gives no answer to `collectGarbage`, and V8 collects before it takes a snapshot. */
export async function collectGarbage(inspector: Inspector): Promise<void> {
  await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
}

interface Usage {
  usedSize?: number;
  backingStorageSize?: number;
}
