package dev.foz.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;

/**
 * Which data files of a table were better written again, partition by partition. What comes out of
 * small files is at least twice as large as the largest that went in, so a row is copied only a few
 * times in its life.
 */
final class Folding {
  private static final double MAX_DELETED = 0.3;

  /** To write such a part of a large file again takes longer than to read its dead rows. */
  private static final int TINY = 64;

  /** Of live rows and dead ones: what is left over waits for the next time. */
  private static final long MAX_BYTES = 2L << 30;

  private final CatalogOptions options;
  private final List<FileScanTask> chosen = new ArrayList<>();
  private long bytes;

  private Folding(CatalogOptions options) {
    this.options = options;
  }

  static List<FileScanTask> candidates(List<FileScanTask> files, CatalogOptions options) {
    Map<String, List<FileScanTask>> partitions = new LinkedHashMap<>();
    for (FileScanTask file : files) {
      String partition = file.file().specId() + "/" + file.file().partition();
      partitions.computeIfAbsent(partition, name -> new ArrayList<>()).add(file);
    }
    Folding folding = new Folding(options);
    partitions.values().forEach(partition -> folding.choose(partition, partitions.size()));
    return folding.chosen;
  }

  private void choose(List<FileScanTask> partition, int partitions) {
    List<FileScanTask> worn = new ArrayList<>();
    List<FileScanTask> tiny = new ArrayList<>();
    List<FileScanTask> small = new ArrayList<>();
    for (FileScanTask file : partition) {
      if (deleted(file) > MAX_DELETED * file.file().recordCount()) {
        boolean isTiny = file.file().fileSizeInBytes() < options.compactBytes() / TINY;
        (isTiny ? tiny : worn).add(file);
      } else if (file.file().fileSizeInBytes() < options.compactBytes() / 4) {
        small.add(file);
      }
    }
    (tiny.size() >= Math.max(2, enough(partitions) / 4) ? worn : small).addAll(tiny);
    dropLarger(small);
    if (small.size() >= enough(partitions)) {
      worn.addAll(small);
    }
    long more = bytes(worn);
    if (bytes == 0 || bytes + more <= MAX_BYTES) {
      bytes += more;
      chosen.addAll(worn);
    }
  }

  private static void dropLarger(List<FileScanTask> small) {
    small.sort(Comparator.comparingLong(file -> file.file().fileSizeInBytes()));
    long all = bytes(small);
    while (!small.isEmpty() && 2 * small.getLast().file().fileSizeInBytes() > all) {
      all -= small.removeLast().file().fileSizeInBytes();
    }
  }

  /** Fewer where there are many partitions, each with its small files. */
  private int enough(int partitions) {
    return partitions == 1 ? options.compactFrom() : Math.max(2, options.compactFrom() / 4);
  }

  private static long bytes(List<FileScanTask> files) {
    return files.stream().mapToLong(file -> file.file().fileSizeInBytes()).sum();
  }

  private static long deleted(FileScanTask file) {
    return file.deletes().stream().mapToLong(DeleteFile::recordCount).sum();
  }
}
