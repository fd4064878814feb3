import type { Engine } from '../src/engine.ts'
import { sql } from '../src/postgres/sql.ts'

/** As if the link in the mail had been followed, for people who signed up by the API. */
export const verifyAddress = ({ house }: Engine, email: string) =>
  house.run(sql`update accounts set email_verified = true where email = ${email}`)
