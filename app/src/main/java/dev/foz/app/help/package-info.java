/**
 * What is made from the commands' own descriptions for other programs to read: scripts by which
 * shells complete words, and pages for {@code man}.
 */
@NullMarked
package dev.foz.app.help;

import org.jspecify.annotations.NullMarked;
