interface ProgressBarProps {
  readonly label: string
  readonly value: number
  readonly max: number
}

/** How much is done. The browser's own bar has a track so dark that an empty one looks full. */
export const ProgressBar = ({ label, value, max }: ProgressBarProps) => (
  <progress
    className="h-2.5 w-full appearance-none overflow-hidden rounded-full border border-edge bg-well [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-well [&::-webkit-progress-value]:bg-accent"
    aria-label={label}
    value={value}
    max={max}
  />
)
