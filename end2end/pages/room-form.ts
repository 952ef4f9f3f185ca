import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'

/** The form for a new room, and for changing one. */
export function roomForm(page: Page) {
  const find = {
    title: page.getByLabel('Title'),
    description: page.getByLabel('Description'),
    speakers: page.getByLabel('Speakers'),
    starts: page.getByLabel('Starts'),
    ends: page.getByLabel('Ends'),
    timeZone: page.getByLabel('Time zone'),
    forAll: page.getByLabel('Everyone who is signed in'),
    collaboration: page.getByRole('switch', { name: 'Chat & Collaboration' }),
    addHost: page.getByRole('combobox', { name: 'Add a host' }),
    people: page.getByRole('listbox', { name: 'People' }),
    hosts: page.getByRole('list', { name: 'Hosts beside you' }).getByRole('listitem'),
    create: page.getByRole('button', { name: 'Create room' }),
    save: page.getByRole('button', { name: 'Save changes' }),
  }
  return {
    ...find,
    async openNew() {
      await visit(page, '/rooms/new')
    },
    async openFor(room: Room) {
      await visit(page, `${room.path}/edit`)
    },
    async chooseHost(typed: string, name: string) {
      await find.addHost.pressSequentially(typed)
      await find.people.getByRole('option', { name: new RegExp(name) }).click()
    },
    async seesWrong(field: 'title' | 'ends' | 'starts' | 'timeZone', sentence: string) {
      await expect(find[field]).toHaveAttribute('aria-invalid', 'true')
      await expect(find[field]).toHaveAccessibleDescription(new RegExp(escape(sentence)))
    },
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
