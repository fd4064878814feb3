import type { DeskPartProps } from '../../../../web/door.ts'
import * as buyers from './buyers.tsx'
import * as codes from './codes.tsx'
import * as hall from './hall.tsx'
import * as performances from './performances.tsx'
import * as sales from './sales.tsx'

export const Performances = (props: DeskPartProps) => <performances.Performances {...props} />
export const Hall = (props: DeskPartProps) => <hall.Hall {...props} />
export const Codes = (props: DeskPartProps) => <codes.Codes {...props} />
export const Sales = (props: DeskPartProps) => <sales.Sales {...props} />
export const Buyers = (props: DeskPartProps) => <buyers.Buyers {...props} />
