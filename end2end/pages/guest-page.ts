import { expect, type Page } from '@playwright/test'
import { alive } from '../fixtures/alive'
import type { Invitation, InvitationType } from '../fixtures/host'
import { toasts } from './toasts'

/** What a guest meets before the door. */
export function guestPage(page: Page) {
  const find = {
    title: page.getByRole('heading', { level: 1 }),
    countdown: page.getByRole('timer', { name: 'Time until the session starts' }),
    address: page.getByLabel('Email address'),
    confirm: page.getByRole('button', { name: 'Confirm address' }),
    enter: page.getByRole('button', { name: 'Enter the room' }),
    comeBack: page.getByRole('button', { name: 'Come back' }),
    confirmHeading: page.getByRole('heading', { name: 'Confirm your address' }),
    help: page.getByText('Problem joining?'),
    tryAgain: page.getByRole('link', { name: /^(Try again|Look again)$/ }),
    useThisDevice: page.getByRole('button', { name: 'Use this device instead' }),
    mailCode: page.getByRole('button', { name: 'Mail me a code' }),
    code: page.getByLabel('Code from the mail'),
    confirmCode: page.getByRole('button', { name: 'Confirm code' }),
    newCode: page.getByRole('button', { name: 'Send a new code' }),
    askForLink: page.getByRole('button', { name: 'Ask for a new link' }),
    cannotCome: page.getByRole('button', { name: 'I cannot come' }),
    otherAccount: page.getByRole('link', { name: 'Use another account' }),
  }
  return {
    ...find,
    ...toasts(page),
    async open(invitation: Pick<Invitation, 'link'>) {
      const response = await page.goto(invitation.link)
      await alive(page)
      return response
    },
    async lookAgain() {
      await page.reload()
      await alive(page)
    },
    /** Types the address and says it is theirs, before the start or after it. */
    async prove(address: string) {
      await find.address.fill(address)
      await find.confirm.or(find.enter).click()
    },
    async expectedAs(type: InvitationType) {
      await expect(page.getByRole('heading', { name: `You are expected as ${type}` })).toBeVisible()
    },
    async refusedWith(sentence: string) {
      await expect(page.getByRole('heading', { name: sentence, level: 1 })).toBeVisible()
      await expect(find.help).toBeVisible()
    },
    async asksForAddress() {
      await expect(find.confirmHeading).toBeVisible()
      await expect(find.address).toBeEditable()
    },
    /** Minutes and seconds left, as the countdown shows them. */
    async secondsLeft() {
      const [days, hours, minutes, seconds] = ((await find.countdown.innerText()).match(/\d+/g) ?? []).map(Number)
      return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    },
  }
}
