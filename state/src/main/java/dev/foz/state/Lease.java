package dev.foz.state;

/**
 * The right to write what the name stands for, until it is released or taken over.
 *
 * @param epoch the fencing token: grows by one each time that the lease is acquired by anyone, so
 *     that a commit of a former holder is refused
 */
public record Lease(String name, long epoch) {
  public Lease {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a lease needs a name");
    }
  }
}
