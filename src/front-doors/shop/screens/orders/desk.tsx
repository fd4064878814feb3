import type { DeskPartProps } from '../../../../web/door.ts'
import * as business from './business.tsx'
import * as orders from './orders.tsx'
import * as returns from './returns.tsx'
import * as sales from './sales.tsx'

export const Orders = (props: DeskPartProps) => <orders.Orders {...props} />
export const Returns = (props: DeskPartProps) => <returns.Returns {...props} />
export const Sales = (props: DeskPartProps) => <sales.Sales {...props} />
export const Business = (props: DeskPartProps) => <business.Business {...props} />
