import type { Engine } from '../../engine.ts'
import { factorTexts } from './factor-texts.ts'
import { linkUrl } from './links.ts'
import type { Said } from './rules.ts'

/** Korean first, English below. No name: who typed it may not be who reads the mail. */
export function writeAccountMail(engine: Engine, said: Said, mailId: string) {
  const verify = linkUrl(engine, 'verify', mailId)
  const reset = linkUrl(engine, 'reset', mailId)
  return texts(engine.publicUrl, { verify, reset })[said]
}

interface Links {
  readonly verify: string
  readonly reset: string
}

const texts = (
  site: string,
  { verify, reset }: Links,
): Readonly<Record<Said, { readonly subject: string; readonly text: string }>> => ({
  confirm: {
    subject: '이메일을 인증해 주세요 (Confirm your e-mail address)',
    text: `아래 링크를 눌러 이메일을 인증해 주세요. 인증하면 예약 안내를 메일로 받을 수 있습니다.

${verify}

링크는 3일 동안 쓸 수 있습니다. 비밀번호를 잊었다면 같은 링크에서 새로 정할 수 있습니다.
직접 요청하지 않았다면 이 메일은 무시해 주세요.


Please confirm your e-mail address. Then you get mails about your bookings.

${verify}

The link works for 3 days. If you forgot your password, the same link lets you set a new one.
If you did not ask for this, please ignore this mail.
`,
  },
  known: {
    subject: '이미 가입한 이메일입니다 (You already have an account)',
    text: `이 이메일로 가입하려는 요청이 있었습니다. 이미 이 이메일로 가입한 계정이 있습니다.

본인이라면 로그인해 주세요: ${site}/sign-in
비밀번호를 잊었다면: ${site}/reset
본인이 아니라면 이 메일은 무시해 주세요. 계정은 그대로 안전합니다.


Somebody tried to use this address for an account. You already have one with it.

If it was you, please sign in: ${site}/sign-in
If you forgot your password: ${site}/reset
If it was not you, please ignore this mail. Your account is safe.
`,
  },
  reset: {
    subject: '비밀번호 재설정 (Set a new password)',
    text: `아래 링크에서 새 비밀번호를 정해 주세요. 30분 동안 한 번만 쓸 수 있습니다.

${reset}

새 비밀번호를 정하면 모든 기기에서 로그아웃됩니다.
직접 요청하지 않았다면 이 메일은 무시해 주세요. 비밀번호는 바뀌지 않습니다.


Set a new password here. The link works once, for 30 minutes.

${reset}

All your devices are signed out then.
If you did not ask for this, please ignore this mail. Your password stays as it is.
`,
  },
  change: {
    subject: '새 이메일을 인증해 주세요 (Confirm your new e-mail address)',
    text: `아래 링크를 누르면 계정의 이메일이 이 주소로 바뀝니다. 24시간 동안 쓸 수 있습니다.

${verify}

직접 요청하지 않았다면 이 메일은 무시해 주세요.


Follow this link, and this becomes the e-mail address of your account. It works for 24 hours.

${verify}

If you did not ask for this, please ignore this mail.
`,
  },
  changed: {
    subject: '계정의 이메일이 바뀌었습니다 (Your e-mail address was changed)',
    text: `계정의 이메일이 다른 주소로 바뀌었습니다. 직접 바꿨다면 아무것도 하지 않아도 됩니다.

직접 바꾸지 않았다면 7일 안에 되돌려 주세요. 새 비밀번호도 정하게 됩니다.
${reset}


The e-mail address of your account was changed. If it was you, there is nothing to do.

If it was not you, take it back within 7 days. You also set a new password.
${reset}
`,
  },
  'password-changed': {
    subject: '비밀번호가 바뀌었습니다 (Your password was changed)',
    text: `계정의 비밀번호가 바뀌었고, 다른 기기에서는 로그아웃되었습니다.

직접 바꾸지 않았다면 바로 다시 정해 주세요: ${site}/reset


The password of your account was changed, and other devices were signed out.

If it was not you, set a new one at once: ${site}/reset
`,
  },
  ...factorTexts(site),
  connected: {
    subject: '새 로그인 방법이 연결되었습니다 (A sign-in was connected to your account)',
    text: `카카오, 네이버 또는 구글 로그인이 계정에 연결되었습니다. 이제 연결한 서비스로도 로그인할 수 있습니다.

직접 연결하지 않았다면 내 계정에서 바로 해제하고 비밀번호를 바꿔 주세요: ${site}/account


A sign-in of Kakao, Naver or Google was connected to your account. It lets you in from now on.

If it was not you, disconnect it and change your password at once: ${site}/account
`,
  },
  disconnected: {
    subject: '로그인 방법의 연결이 해제되었습니다 (A sign-in was disconnected)',
    text: `카카오, 네이버 또는 구글 로그인의 연결이 해제되었습니다. 해제한 서비스로는 더 이상 로그인할 수 없습니다.

직접 해제하지 않았다면 바로 비밀번호를 정하고 내 계정을 확인해 주세요: ${site}/reset


A sign-in of Kakao, Naver or Google was disconnected from your account. It does not let you in any more.

If it was not you, set a new password at once and look at your account: ${site}/reset
`,
  },
  'phone-taken': {
    subject: '휴대전화 인증이 해제되었습니다 (Your verified number moved)',
    text: `계정에서 인증한 휴대전화 번호를 다른 계정에서 새로 인증했습니다. 번호 하나는 계정 하나에서만 쓸 수 있습니다.

본인이 다른 계정에서 인증했다면 아무것도 하지 않아도 됩니다.
아니라면 로그인해서 휴대전화를 다시 인증해 주세요: ${site}/account


The mobile number that your account had verified was verified by another account. A number is of one account only.

If it was you, there is nothing to do.
If it was not you, please sign in and verify your number again: ${site}/account
`,
  },
})
