import type { ComponentChildren } from 'preact';

/** How good a state is. The words say it too: colour is never alone. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`chip ${tone}`}>{children}</span>;
}

export function EnvironmentChip({ environment }: { environment: 'sandbox' | 'production' }) {
  return environment === 'sandbox' ? <Chip tone="warn">Sandbox: test data</Chip> : <Chip>Production</Chip>;
}
