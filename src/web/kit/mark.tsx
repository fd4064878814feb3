/** The logo: a table from above with four seats, one of them in the accent colour. */
export const Mark = ({ className = '' }: { readonly className?: string }) => (
  <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
    <circle cx="16" cy="16" r="7.5" fill="currentColor" />
    <g fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round">
      <path d="M11 4.2a13 13 0 0 1 10 0" className="stroke-accent" />
      <path
        d="M11 27.8a13 13 0 0 0 10 0M4.2 11a13 13 0 0 0 0 10M27.8 11a13 13 0 0 1 0 10"
        opacity=".35"
      />
    </g>
  </svg>
)
