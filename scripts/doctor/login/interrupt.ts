const CTRL_C = '\x03';

/** Handles the first Ctrl+C. The next one ends the process as always. */
export interface Interrupt {
  signal: AbortSignal;
  /** Stops listening. */
  done(): void;
}

/** For a process without children. It replaces the other listeners to SIGINT, which would end the process at once. */
export function interruptBySignal(): Interrupt {
  const stop = new AbortController();
  const others = process.listeners('SIGINT');
  const done = () => {
    process.removeListener('SIGINT', interrupted);
    for (const other of others.splice(0)) process.on('SIGINT', other);
  };
  const interrupted = () => {
    done();
    stop.abort();
  };
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', interrupted);
  return { signal: stop.signal, done };
}

/**
 * For a process whose servers go on. A terminal sends SIGINT to child processes too, and workerd ends by it. So this
 * reads the key itself, and no signal arises. Without a terminal, it listens to the signal.
 */
export function interruptByKey(stdin: NodeJS.ReadStream = process.stdin): Interrupt {
  if (!stdin.isTTY) return interruptBySignal();
  const stop = new AbortController();
  const done = () => {
    stdin.removeListener('data', pressed);
    stdin.setRawMode(false);
    stdin.pause();
  };
  const pressed = (keys: Buffer) => {
    if (!keys.includes(CTRL_C)) return;
    done();
    stop.abort();
  };
  stdin.setRawMode(true);
  stdin.on('data', pressed);
  return { signal: stop.signal, done };
}
