import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Jobs } from '../../../simulator/jobs.ts';

/** Keeps the names of the jobs that ran, in order. */
function recording(jobs: Jobs) {
  const ran: string[] = [];
  const enqueue = (seconds: number, label: string, name?: string) => jobs.after(seconds, () => ran.push(label), name);
  return { ran, enqueue };
}

describe('a clock that is moved by hand', () => {
  test('runs what is due, earliest first, and keeps the rest', () => {
    const jobs = new Jobs();
    const { ran, enqueue } = recording(jobs);
    enqueue(30, 'late');
    enqueue(15, 'second');
    enqueue(3, 'first');
    jobs.runDue();
    expect(ran).toEqual([]);
    jobs.advance(20);
    expect(ran).toEqual(['first', 'second']);
    expect(jobs.count).toBe(1);
  });

  test('a job counts from the moment in which it was asked for', () => {
    const jobs = new Jobs();
    const { ran, enqueue } = recording(jobs);
    jobs.advance(100);
    enqueue(3, 'job');
    jobs.advance(2);
    expect(ran).toEqual([]);
    jobs.advance(1);
    expect(ran).toEqual(['job']);
  });

  test('what a job asks for counts from the job’s own moment', () => {
    const jobs = new Jobs();
    const { ran, enqueue } = recording(jobs);
    jobs.after(2, () => enqueue(2, 'second'));
    jobs.advance(3);
    expect(ran).toEqual([]);
    jobs.advance(1);
    expect(ran).toEqual(['second']);
  });

  test('a job of a name that waits is not queued twice, and can be asked for again from within', () => {
    const jobs = new Jobs();
    const { ran, enqueue } = recording(jobs);
    const again = () => {
      ran.push('again');
      enqueue(5, 'next', 'cycle');
    };
    jobs.after(5, again, 'cycle');
    jobs.after(5, again, 'cycle');
    jobs.advance(5);
    expect(ran).toEqual(['again']);
    jobs.advance(5);
    expect(ran).toEqual(['again', 'next']);
  });
});

test('a real clock runs what time has made due', async () => {
  const jobs = new Jobs('real');
  const { ran, enqueue } = recording(jobs);
  enqueue(0.02, 'job');
  jobs.runDue();
  expect(ran).toEqual([]);
  await sleep(40);
  jobs.runDue();
  expect(ran).toEqual(['job']);
});
