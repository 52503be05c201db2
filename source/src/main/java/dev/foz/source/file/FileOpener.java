package dev.foz.source.file;

import dev.foz.base.Progress;
import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.source.file.FileTable.Changed;
import java.io.IOException;
import java.util.Optional;

/**
 * Decides where a file is read from: its start, where it was left, or its start as a new version.
 */
final class FileOpener {
  private final BatchLimits limits;
  private final Progress progress;
  private final byte[] buffer;

  /**
   * @param buffer shared by all files; one of them is open at a time
   */
  FileOpener(BatchLimits limits, Progress progress, byte[] buffer) {
    this.limits = limits;
    this.progress = progress;
    this.buffer = buffer;
  }

  /**
   * @param file with the look that it has now
   * @param position what was kept of the file, if it was read before
   * @throws FileStop when it changed and the table does not say what to do then
   */
  OpenFile open(FoundFile file, Optional<String> position) throws IOException {
    if (position.isEmpty()) {
      return begin(file, 1, OpenFile::begin).orElseThrow();
    }
    FilePosition known =
        FilePosition.find(position.get())
            .orElseThrow(() -> new FileStop(FileProblems.positionUnknown(file.name())));
    Optional<OpenFile> resumed = begin(file, known.version(), open -> open.resume(known));
    return resumed.isPresent() ? resumed.get() : begin(file, known);
  }

  /** Opens a file whose old content is gone. */
  private OpenFile begin(FoundFile file, FilePosition known) throws IOException {
    boolean merges = file.table().changed() == Changed.MERGE;
    OnChange choice = file.table().options().onChange().orElse(OnChange.FAIL);
    if (known.records() == 0 || merges || choice == OnChange.APPEND) {
      return begin(file, known.version() + 1, OpenFile::begin).orElseThrow();
    }
    if (choice == OnChange.REPLACE) {
      return begin(file, known.version() + 1, OpenFile::beginAnew).orElseThrow();
    }
    boolean said = file.table().options().onChange().isPresent();
    throw new FileStop(
        said
            ? FileProblems.changeRefused(file.name(), known.offset())
            : FileProblems.changed(file.name(), known.offset()));
  }

  /** Where the reading starts; false closes the file again. */
  private interface Start {
    boolean of(OpenFile file) throws IOException;
  }

  private Optional<OpenFile> begin(FoundFile file, int version, Start start) throws IOException {
    OpenFile open = new OpenFile(file, version, limits, progress, buffer);
    boolean started = false;
    try {
      started = start.of(open);
      return started ? Optional.of(open) : Optional.empty();
    } finally {
      if (!started) {
        open.close();
      }
    }
  }
}
