import { connect, createServer } from 'node:net';
import { DEFAULT_PORTS } from './port-from.ts';

type PortVariable = keyof typeof DEFAULT_PORTS;

/** The servers' ports, by the variable that chooses each. */
export type Ports = Partial<Record<PortVariable, number>>;

/** Says which ports are taken, and has one command with other ports. It keeps a port that the environment chose and that is free. */
export function portsInUse(taken: Ports): string {
  const variables = Object.keys(DEFAULT_PORTS) as PortVariable[];
  const chosen = variables.flatMap((variable) => {
    const port = taken[variable];
    const value = port === undefined ? process.env[variable] : port + 1;
    return value ? [`${variable}=${value}`] : [];
  });
  const ports = Object.values(taken);
  const [what, whatUses, other] =
    ports.length === 1
      ? [`Port ${ports[0]} is`, 'what uses it', 'another']
      : [`Ports ${ports.join(' and ')} are`, 'what uses them', 'others'];
  return `${what} in use. Stop ${whatUses} (another npm start?), or choose ${other}: ${chosen.join(' ')} npm start`;
}

/** @throws Error that names all ports of these that are taken, and the variables by which to choose others */
export async function assertPortsAreFree(ports: Ports): Promise<void> {
  const areFree = await Promise.all(Object.values(ports).map(isFree));
  const taken = Object.entries(ports).filter((_, index) => !areFree[index]);
  if (taken.length > 0) throw new Error(portsInUse(Object.fromEntries(taken)));
}

async function isFree(port: number): Promise<boolean> {
  // A program that listens at one of the addresses alone would get some of the requests.
  const isTaken = await Promise.all(['127.0.0.1', '::1'].map((host) => answers(host, port)));
  return !isTaken.includes(true) && (await canListen(port));
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (isAnswered: boolean) => {
      socket.destroy();
      resolve(isAnswered);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)));
  });
}
