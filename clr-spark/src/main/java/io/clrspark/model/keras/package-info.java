/** Keras models, imported so that training can continue. */
@NullMarked
package io.clrspark.model.keras;

import org.jspecify.annotations.NullMarked;
