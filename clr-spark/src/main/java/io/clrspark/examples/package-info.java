/** Examples as plain bytes on the heap, and minibatches of them outside of it. */
@NullMarked
package io.clrspark.examples;

import org.jspecify.annotations.NullMarked;
