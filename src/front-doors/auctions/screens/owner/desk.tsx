import type { DeskPartProps } from '../../../../web/door.ts'
import * as buyers from './buyers.tsx'
import * as lots from './lots.tsx'
import * as terms from './terms.tsx'

export const Lots = (props: DeskPartProps) => <lots.Lots {...props} />
export const Terms = (props: DeskPartProps) => <terms.Terms {...props} />
export const Buyers = (props: DeskPartProps) => <buyers.Buyers {...props} />
