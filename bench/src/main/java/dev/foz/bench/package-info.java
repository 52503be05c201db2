/**
 * Benchmarks of the whole program against peers and limits, each beside its peer in one run. Knows
 * Foz through its command line, but for {@code commits} and {@code plan}, which open a lake as the
 * program does; nothing of the program may use it.
 */
@NullMarked
package dev.foz.bench;

import org.jspecify.annotations.NullMarked;
