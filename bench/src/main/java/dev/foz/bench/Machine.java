package dev.foz.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the figures were measured on. */
record Machine(int cores, long memoryMebibytes, String system, String java) {

  static Machine describe() {
    long bytes =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        bytes >> 20,
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.version"));
  }

  String line() {
    return "machine: %d cores, %d MB memory, %s, java %s"
        .formatted(cores, memoryMebibytes, system, java);
  }
}
