package dev.foz.state;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * One process among all that ever were, also after a restart of the node or of a process number.
 *
 * @param node name of the machine or container
 * @param bootId changes with every start of the node; inside a container the container's own name
 *     space of processes is part of it, after a slash. {@code -} where the node does not tell
 * @param pid as seen on the node
 * @param startedAtMillis since the node's boot where it tells (so that setting a clock changes
 *     nothing), else since 1970
 */
public record ProcessIdentity(String node, String bootId, long pid, long startedAtMillis) {
  private static final Path PROC = Path.of("/proc");
  private static final String UNKNOWN_BOOT = "-";
  // The name space that processes outside containers live in; a constant of Linux (proc_ns.h).
  private static final String INITIAL_NAMESPACE = "pid:[4026531836]";

  /** This process. */
  public static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(nodeName(), readBootId(), pid, startOf(pid).orElse(0));
  }

  /**
   * What {@code me} can tell about this process now. Fencing does not rest on it: two nodes of the
   * same name may take each other for dead, and still only one of them can commit.
   */
  public Liveness liveness(ProcessIdentity me) {
    if (!node.equals(me.node)) {
      return Liveness.UNKNOWN;
    }
    if (!bootId.equals(me.bootId)) {
      return kernelBoot(bootId).equals(kernelBoot(me.bootId)) ? Liveness.UNKNOWN : Liveness.DEAD;
    }
    OptionalLong start = startOf(pid);
    return start.isPresent() && start.getAsLong() == startedAtMillis
        ? Liveness.ALIVE
        : Liveness.DEAD;
  }

  /** {@code process 4711 on servidor}. */
  public String describe() {
    return "process " + pid + " on " + node;
  }

  private static String kernelBoot(String bootId) {
    int slash = bootId.indexOf('/');
    return slash < 0 ? bootId : bootId.substring(0, slash);
  }

  private static String nodeName() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
    } catch (IOException noProc) {
      // InetAddress may ask a name server, which can take seconds: only where there is no /proc.
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException noName) {
        return "localhost";
      }
    }
  }

  private static String readBootId() {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      String namespace = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
      return namespace.equals(INITIAL_NAMESPACE) ? boot : boot + "/" + namespace;
    } catch (IOException | UnsupportedOperationException noProc) {
      return UNKNOWN_BOOT;
    }
  }

  /** Start of a running process; empty when there is none of that number. */
  private static OptionalLong startOf(long pid) {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .map(handle -> OptionalLong.of(startOf(handle)))
          .orElse(OptionalLong.empty());
    }
    try {
      return parseStat(Files.readString(PROC.resolve(pid + "/stat")));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** See proc(5): field 3 is the state, field 22 the start in ticks of 10 ms since the boot. */
  static OptionalLong parseStat(String stat) {
    // The name of the program, field 2, may itself hold spaces and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    boolean ended = fields[0].equals("Z") || fields[0].equals("X");
    return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[19]) * 10);
  }
}
