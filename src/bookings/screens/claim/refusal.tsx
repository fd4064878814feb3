import type { ProblemBody } from '../../../web/call.ts'

/** Why a claim was refused, next to its button. */
export const Refusal = ({ problem }: { readonly problem: ProblemBody }) => (
  <p
    ref={(said) => said?.scrollIntoView({ block: 'nearest' })}
    role="alert"
    className="mt-1.5 rounded-xl bg-bad-ground px-3 py-2 text-sm text-bad"
  >
    {problem.title}
  </p>
)
