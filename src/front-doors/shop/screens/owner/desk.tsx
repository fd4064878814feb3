import type { DeskPartProps } from '../../../../web/door.ts'
import * as categories from './categories.tsx'
import * as imports from './imports.tsx'
import * as products from './products.tsx'

export const Products = (props: DeskPartProps) => <products.Products {...props} />
export const Categories = (props: DeskPartProps) => <categories.Categories {...props} />
export const Imports = (props: DeskPartProps) => <imports.Imports {...props} />
