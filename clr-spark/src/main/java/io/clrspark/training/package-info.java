/**
 * What a program calls to train a network: the trainer, its builder, a session over several calls
 * and the result. Its sub-packages are the engine: rounds of lock-step updates on replicas,
 * parameter averaging, one global iteration counter on the driver.
 */
@NullMarked
package io.clrspark.training;

import org.jspecify.annotations.NullMarked;
