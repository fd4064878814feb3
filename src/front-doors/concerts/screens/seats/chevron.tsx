/** Turns while its `details` is open. */
export const Chevron = () => (
  <svg
    viewBox="0 0 24 24"
    className="size-4 shrink-0 text-soft transition-transform [details[open]>summary>&]:rotate-90"
    aria-hidden="true"
  >
    <path d="M9 5l7 7-7 7" fill="none" stroke="currentColor" strokeWidth="2.5" />
  </svg>
)
