import type { DeskPartProps } from '../../../../web/door.ts'

export const Lots = ({ store }: DeskPartProps) => (
  <h2 className="text-xl font-bold">{store.name}</h2>
)
export const Terms = Lots
export const Buyers = Lots
