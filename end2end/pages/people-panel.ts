import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'
import { toasts } from './toasts'

type Group = 'Raised hands' | 'On stage' | 'Viewers'

/** Who is inside, who has raised a hand, and who waits at the door. */
export function peoplePanel(page: Page) {
  const tab = page.getByRole('tab', { name: /^People/ })
  const participants = page.getByRole('region', { name: /^Participants/ })
  const door = page.getByRole('region', { name: 'Door' })
  const waiting = door.getByRole('list', { name: 'Waiting to be let in' }).getByRole('listitem')
  const find = {
    tab,
    participants,
    door,
    waiting,
    stage: page.getByRole('region', { name: 'Stage' }),
    hand: page.getByRole('button', { name: 'Raise hand' }),
    stepOn: page.getByRole('button', { name: 'Step on stage' }),
    stepOff: page.getByRole('button', { name: 'Step off stage' }),
    lock: door.getByRole('button', { name: 'Lock the room' }),
    sound: door.getByRole('button', { name: 'Sound when somebody waits' }),
    admitAll: door.getByRole('button', { name: 'Admit all' }),
    locked: page.getByText('Locked', { exact: true }),
  }
  const group = (name: Group) =>
    participants.locator('.people-group').filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) })
  const menu = (name: string) => page.getByRole('button', { name: `More actions for ${name}` })
  return {
    ...find,
    ...toasts(page),
    group,
    menu,
    async show() {
      await expect(async () => {
        if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
        await expect(participants).toBeVisible({ timeout: 500 })
      }).toPass()
    },
    async open(room: Room) {
      await visit(page, `${room.path}/live`)
      await this.show()
    },
    /** The names of a group, in its order. */
    async shows(name: Group, people: string[]) {
      await expect(group(name).locator('.person-name')).toHaveText(people)
    },
    async choose(name: string, item: string) {
      await menu(name).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
    async admit(name: string) {
      await door.getByRole('button', { name: `Admit ${name}` }).click()
    },
    async decline(name: string) {
      await door.getByRole('button', { name: `Decline ${name}` }).click()
    },
    async tellWaiting(text: string) {
      const box = door.getByLabel('Your message')
      if (!(await box.isVisible())) await door.getByText('Message to all who wait').click()
      await box.fill(text)
      await door.getByRole('button', { name: 'Show message' }).click()
    },
  }
}
