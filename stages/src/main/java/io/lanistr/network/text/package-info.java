/** BERT text encoder and masked language modelling. */
package io.lanistr.network.text;
