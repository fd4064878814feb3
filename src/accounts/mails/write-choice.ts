import type { Engine } from '../../engine.ts'
import { wallDate } from '../../kernel/time.ts'
import { linkUrl } from './links.ts'

/** An account whose link is the mail of this id. */
export interface Choice {
  readonly id: string
  readonly createdAt: Date
}

/** Dates of days in Korea: the account has no time zone. */
const ZONE = 'Asia/Seoul'

/**
 * The mail with a new password for an address that several accounts named and nobody verified. It tells them
 * apart by their days alone: a name may be a stranger’s.
 */
export function writeChoiceMail(engine: Engine, choices: readonly Choice[]) {
  const list = (say: (day: string) => string) =>
    choices
      .map(({ id, createdAt }) => {
        const day = wallDate(createdAt, ZONE)
        return `${say(day)}\n${linkUrl(engine, 'reset', id)}`
      })
      .join('\n\n')
  return {
    subject: '비밀번호 재설정: 계정을 선택해 주세요 (Choose your account)',
    text: `이 이메일로 가입한 계정이 여러 개 있습니다. 본인이 가입한 계정의 링크에서 새 비밀번호를 설정해 주세요.

${list((day) => `${day}에 가입한 계정`)}

링크는 3일 동안 유효합니다. 선택한 계정에서 이메일이 인증되고, 다른 계정에서는 이 이메일을 사용할 수 없게 됩니다.
본인이 요청하지 않았다면 이 메일은 무시해 주세요.


Several accounts were opened with this e-mail address. Use the link of the one that is yours to set a new password.

${list((day) => `Account opened on ${day}`)}

The links are valid for 3 days. The account you choose gets the verified address; the others can no longer use it.
If you did not request this, you can ignore this e-mail.
`,
  }
}
