import { Type } from 'typebox'
import { endpoint } from '../../../../kernel/endpoint.ts'
import { Instant, OrNull, Shape, Uuid } from '../../../../kernel/shape.ts'
import { marketMissing } from '../../rules.ts'
import { OfMarket } from '../contract.ts'
import * as rules from './row-rules.ts'

export const ImportView = Shape(
  {
    importId: Uuid,
    /** Of the file, without its head. */
    rows: Type.Integer(),
    done: Type.Integer(),
    /** Variants. */
    added: Type.Integer(),
    changed: Type.Integer(),
    /** They say what is so already. */
    unchanged: Type.Integer(),
    refused: Type.Integer(),
    /** The first thousand. */
    refusals: Type.Array(
      Shape({
        /** From 1, as an editor counts. */
        line: Type.Integer(),
        /** Its SKU and title, as far as it has them. */
        what: Type.String(),
        why: Type.Enum([...rules.whys]),
      }),
    ),
    createdAt: Instant,
    finishedAt: OrNull(Instant),
  },
  'ProductImport',
)

export const startImport = endpoint({
  name: 'importProducts',
  method: 'POST',
  path: '/v1/markets/:marketId/product-imports',
  summary: 'Import products from CSV (`text/csv` as the body, UTF-8 or CP949); a row is a variant',
  description:
    'A row with an SKU that the shop has changes that variant, so the same file twice changes nothing. Others add a variant to the product of their title, or a new product. Work goes on after the answer.',
  role: 'owner',
  right: 'manager',
  creates: '',
  once: 'optional',
  params: OfMarket,
  body: Type.Unsafe<Buffer>({
    contentMediaType: 'text/csv',
    description: 'UTF-8 or CP949, at most 8 MB',
  }),
  answer: ImportView,
  problems: [
    marketMissing,
    rules.fileUnreadable,
    rules.tooManyColumns,
    rules.tooManyRows,
    rules.columnsMissing,
    rules.importRunning,
  ],
})

export const listImports = endpoint({
  name: 'listProductImports',
  method: 'GET',
  path: '/v1/markets/:marketId/product-imports',
  summary: 'The latest imports of a shop, with their progress and refused rows',
  role: 'owner',
  right: 'manager',
  params: OfMarket,
  answer: Shape({ data: Type.Array(ImportView) }),
  problems: [marketMissing],
})

export const exportProducts = endpoint({
  name: 'exportProducts',
  method: 'GET',
  path: '/v1/markets/:marketId/products.csv',
  summary: 'All variants of a shop as CSV, as an import reads them',
  role: 'owner',
  right: 'manager',
  params: OfMarket,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [marketMissing],
})
