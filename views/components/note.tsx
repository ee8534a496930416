import type { Problem } from '../shown.ts';

/** What went wrong. The advice of the server is for the model, which reads it in the result itself. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div class="note bad" role="alert">
      <p>{problem.message}</p>
    </div>
  );
}
