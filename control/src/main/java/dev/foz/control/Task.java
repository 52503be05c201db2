package dev.foz.control;

import java.util.List;
import java.util.Optional;
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

  /** Words by which people pick it. */
  default List<String> tags() {
    return List.of();
  }

  /** What becomes of the tasks after it when it fails. */
  default OnFailure onFailure() {
    return OnFailure.SKIP;
  }

  /** What its failure does to its own subject, as people say it. */
  default String afterFailure() {
    return subject() + " stays as it was";
  }

  /** Tasks that name the same turn run one after the other; without one, beside any other. */
  default Optional<String> turn() {
    return Optional.empty();
  }

  /**
   * Why there is surely nothing to do, where that is cheap to tell; then it is not run. Asked when
   * those before it have ended.
   */
  default Optional<String> idle() {
    return Optional.empty();
  }

  /**
   * Does the work. May be called again after it has thrown {@code ENGINE_MEMORY} while others ran
   * beside it.
   *
   * @throws dev.foz.base.FozException when nothing could be done; the last good version stays
   */
  TaskResult run(TaskContext context);

  /** What becomes of the tasks after one that failed. */
  enum OnFailure {
    /** They stay as they are: what they would read is not what it should be. */
    SKIP,
    /** They run: what was done of it is right, if not complete. */
    GO_ON
  }
}
