const TIMEOUT_MS = 10_000;

/** What an isolate of workerd has in memory. */
export interface Inspector {
  /** In bytes, as V8 counts: its heap, garbage too until it is collected, and the buffers beside it. */
  heapBytes(): Promise<number>;
  close(): void;
}

interface Reply {
  id: number;
  result?: { usedSize?: number; backingStorageSize?: number };
}

/**
 * @param port `WorkerdOptions.inspectorPort`
 * @throws Error when there is nothing to inspect; from `heapBytes`, when there is no answer within 10 s
 */
export async function openInspector(port: number): Promise<Inspector> {
  const list = await fetch(`http://127.0.0.1:${port}/json`);
  const [target] = (await list.json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error('workerd names nothing to inspect');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('The inspector takes no connection')), { once: true });
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  let last = 0;
  return {
    heapBytes: async () => {
      const id = ++last;
      const { result } = await new Promise<Reply>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('The inspector gave no answer')), TIMEOUT_MS);
        waiting.set(id, (reply) => {
          clearTimeout(timer);
          resolve(reply);
        });
        socket.send(JSON.stringify({ id, method: 'Runtime.getHeapUsage' }));
      });
      return (result?.usedSize ?? 0) + (result?.backingStorageSize ?? 0);
    },
    close: () => socket.close(),
  };
}
