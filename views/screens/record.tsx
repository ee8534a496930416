import type { ScreenProps } from '../host.ts';

export function RecordScreen({ result, meta }: ScreenProps) {
  return (
    <>
      <h1 tabIndex={-1}>{meta.title}</h1>
      <pre>{JSON.stringify(result, null, 2)}</pre>
    </>
  );
}
