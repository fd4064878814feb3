import { type Refusal, readRefusal } from './shapes.ts'

/**
 * KakaoPay's API has two dialects. They differ in address, key, bodies and error format only: calls,
 * fields and codes are the same. Neither key works at the other.
 */
export type Key = NewKey | OldKey

interface NewKey {
  readonly dialect?: 'new'
  readonly secretKey: string
}

/** For merchants with an admin key of Kakao Developers. */
interface OldKey {
  readonly dialect: 'old'
  readonly adminKey: string
}

export interface Dialect {
  /** The path prefix of a call. */
  readonly path: string
  readonly authorization: string
  readonly contentType: string
  write(ask: Readonly<Record<string, string | number>>): string
  refusal(body: Readonly<Record<string, unknown>>): Refusal | undefined
}

export const dialectOf = (key: Key): Dialect =>
  key.dialect === 'old'
    ? {
        path: '/v1/payment/',
        authorization: `KakaoAK ${key.adminKey}`,
        contentType: 'application/x-www-form-urlencoded;charset=utf-8',
        write: (ask) =>
          new URLSearchParams(
            Object.entries(ask).map(([name, value]) => [name, String(value)]),
          ).toString(),
        refusal: ({ code, msg, extras }) => readRefusal({ code, message: msg, extras }),
      }
    : {
        path: '/online/v1/payment/',
        authorization: `SECRET_KEY ${key.secretKey}`,
        contentType: 'application/json',
        write: (ask) => JSON.stringify(ask),
        refusal: ({ error_code: code, error_message: message, extras }) =>
          readRefusal({ code, message, extras }),
      }
