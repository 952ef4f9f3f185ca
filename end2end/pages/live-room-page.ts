import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { InvitationType } from '../fixtures/host'
import type { Room } from '../fixtures/site'
import { toasts } from './toasts'

/** Inside the room. */
export function liveRoomPage(page: Page) {
  const people = page.getByRole('region', { name: /^Participants/ })
  const myRole = page.getByRole('region', { name: 'Your role' })
  const find = {
    title: page.getByRole('heading', { level: 1 }),
    stage: page.getByRole('region', { name: 'Stage' }),
    people: people.getByRole('listitem'),
    myRole,
    permissions: myRole.getByRole('listitem'),
    news: page.getByRole('region', { name: 'Your new role' }),
    leave: page.getByRole('button', { name: 'Leave' }),
    openSession: page.getByRole('button', { name: 'Open the session' }),
    early: page.getByText(/^You can open it from \d\d:\d\d/),
    warning: page.getByRole('status').filter({ hasText: 'No host is here.' }),
    endSession: page.getByRole('button', { name: 'End the session' }),
  }
  const tab = (name: 'Chat' | 'Backchannel' | 'People') => page.getByRole('tab', { name: new RegExp(`^${name}`) })
  /** Without scripts there are no tabs: everything stands below one another. */
  const showPeople = async () => {
    await expect(tab('People').or(myRole).first()).toBeVisible()
    await expect(async () => {
      const isAside = (await tab('People').isVisible()) && (await tab('People').getAttribute('aria-selected')) !== 'true'
      if (isAside) await tab('People').click()
      await expect(myRole).toBeVisible({ timeout: 500 })
    }).toPass()
  }
  const person = (name: string) => find.people.filter({ hasText: name })
  const menu = (name: string) => page.getByRole('button', { name: `More actions for ${name}` })
  return {
    ...find,
    ...toasts(page),
    tab,
    person,
    menu,
    showPeople,
    /** Comes to the room's page, to go in or to wait there. */
    async come(room: Room) {
      await visit(page, `${room.path}/live`)
    },
    /** Goes in and looks at who is there. */
    async open(room: Room) {
      await visit(page, `${room.path}/live`)
      await showPeople()
    },
    async make(name: string, type: InvitationType) {
      await menu(name).click()
      await page.getByRole('menuitem', { name: `Make ${type.toLowerCase()}` }).click()
    },
    async remove(name: string) {
      await menu(name).click()
      await page.getByRole('menuitem', { name: 'Remove…' }).click()
      await page.getByRole('alertdialog', { name: `Remove ${name}?` }).getByRole('button', { name: 'Remove' }).click()
    },
    async end() {
      await find.endSession.click()
      await page.getByRole('alertdialog', { name: 'End the session?' }).getByRole('button', { name: 'End the session' }).click()
    },
    async insideAs(role: InvitationType | 'Guest' | 'Host') {
      await expect(page).toHaveURL(/\/live(\?|$)/)
      await showPeople()
      await expect(myRole).toContainText(role)
      await expect(people.getByText('You', { exact: true })).toBeVisible()
    },
  }
}
