package dev.foz.table;

import java.io.IOException;

/** Where tests make a local disk fail. */
interface StorageFaults {
  StorageFaults NONE = (step, path) -> {};

  /** Called before each step; what it throws is taken for the disk's own error. */
  void before(Step step, String path) throws IOException;

  enum Step {
    CREATE,
    WRITE,
    SYNC,
    RENAME,
    READ,
    DELETE
  }
}
