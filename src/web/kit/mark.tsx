/** Our mark: a table seen from above with one place set, in the accent. */
export const Mark = ({ className = '' }: { readonly className?: string }) => (
  <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
    <circle cx="16" cy="16" r="14.5" fill="none" stroke="currentColor" strokeWidth="2.5" />
    <circle cx="16" cy="11" r="4.25" fill="currentColor" />
    <path d="M8.5 24a7.5 6.5 0 0 1 15 0" fill="currentColor" />
  </svg>
)
