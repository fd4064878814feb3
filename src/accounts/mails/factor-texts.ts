import type { Notice } from './rules.ts'

/** Of changes to how somebody signs in. */
export const factorTexts = (site: string) =>
  ({
    'second-factor-on': notice(site, {
      subject: '2단계 인증을 켰습니다 (Two-step sign-in is on)',
      ko: '계정에 2단계 인증을 켰습니다. 이제 로그인할 때 인증 앱의 코드도 입력해야 합니다. 다른 기기에서는 로그아웃되었습니다.',
      en: 'Two-step sign-in is on now: signing in also takes a code of your authenticator app. Other devices were signed out.',
    }),
    'second-factor-off': notice(site, {
      subject: '2단계 인증을 껐습니다 (Two-step sign-in is off)',
      ko: '계정의 2단계 인증을 껐습니다. 이제 비밀번호만으로 로그인할 수 있습니다.',
      en: 'Two-step sign-in is off now: a password is enough to sign in.',
    }),
    'recovery-code-used': notice(site, {
      subject: '복구 코드로 로그인했습니다 (A recovery code was used)',
      ko: '복구 코드로 계정에 로그인했습니다. 사용한 코드는 다시 쓸 수 없습니다. 남은 코드가 적으면 내 계정에서 새로 발급해 주세요.',
      en: 'Somebody signed in to your account with a recovery code, which cannot be used again. If few are left, make new ones in your account.',
    }),
    'passkey-added': notice(site, {
      subject: '패스키를 등록했습니다 (A passkey was added)',
      ko: '계정에 새 패스키를 등록했습니다. 등록한 기기에서는 비밀번호 없이 로그인할 수 있습니다.',
      en: 'A passkey was added to your account. It signs in without a password.',
    }),
    'passkey-removed': notice(site, {
      subject: '패스키를 삭제했습니다 (A passkey was removed)',
      ko: '계정에서 패스키를 삭제했습니다. 삭제한 패스키로는 로그인할 수 없습니다.',
      en: 'A passkey was removed from your account. It signs in no more.',
    }),
  }) satisfies Partial<Record<Notice, unknown>>

interface Said {
  readonly subject: string
  readonly ko: string
  readonly en: string
}

const notice = (site: string, { subject, ko, en }: Said) => ({
  subject,
  text: `${ko}

직접 하지 않았다면 바로 비밀번호를 다시 정하고 내 계정을 확인해 주세요: ${site}/reset


${en}

If it was not you, set a new password at once and look at your account: ${site}/reset
`,
})
