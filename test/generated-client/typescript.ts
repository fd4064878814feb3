import { ts } from '@ts-morph/common'

/** A compiler with an API: openapi-typescript prints with one, and TypeScript 7 has none. */
export default ts
