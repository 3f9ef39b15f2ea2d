/**
 * A name that DL4J 1.0.0-M2.1 looks up and that no jar of that version has; without it DL4J never
 * uses oneDNN.
 */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
