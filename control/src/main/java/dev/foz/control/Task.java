package dev.foz.control;

import java.util.Set;

/**
 * One step of a run. Decides for itself whether there is anything to do, from what is committed; so
 * it may run after a task it depends on has failed, and then works with what was there before.
 */
public interface Task {
  /** What it makes: a source or a table. Unique in a run. */
  String subject();

  /** What it does to it, one word: {@code load}, {@code consolidate}, {@code build}. */
  String kind();

  /** Subjects of tasks that must have ended before; those not in the run do not count. */
  Set<String> after();

  /**
   * Does the work.
   *
   * @throws dev.foz.base.FozException when nothing could be done; the last good version stays
   */
  TaskResult run(TaskContext context);
}
