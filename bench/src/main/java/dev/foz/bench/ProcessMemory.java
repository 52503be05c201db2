package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The resident memory of a process as the kernel counts it; all 0 where it does not tell, as on
 * other systems than Linux.
 *
 * @param peakBytes the high-water mark
 * @param bytes now, mapped files included
 * @param ownBytes now, without mapped files: what would be free if it ended
 */
record ProcessMemory(long peakBytes, long bytes, long ownBytes) {
  private static final long KIB = 1024;

  static ProcessMemory of(long pid) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
      return new ProcessMemory(
          read(lines, "VmHWM:"), read(lines, "VmRSS:"), read(lines, "RssAnon:"));
    } catch (IOException e) {
      // It has just ended, or this is no Linux.
      return new ProcessMemory(0, 0, 0);
    }
  }

  private static long read(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
