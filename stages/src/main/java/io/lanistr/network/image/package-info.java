/** ViT image encoder and masked image modelling. */
package io.lanistr.network.image;
