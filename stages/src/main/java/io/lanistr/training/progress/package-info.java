/** How a training goes: its listeners, and progress as lines of text. */
package io.lanistr.training.progress;
