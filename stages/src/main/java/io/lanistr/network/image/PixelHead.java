package io.lanistr.network.image;

import io.lanistr.network.batch.Grow;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Linear;
import io.lanistr.tensor.MaskedL1;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;

/**
 * Head of masked image modelling: a 1x1 convolution from a patch's state to its pixels. As patches
 * are kept in the order of the convolution's output, no pixel shuffle is needed.
 */
public final class PixelHead {
  private static final double EPS = 1e-5;

  private final ImageConfig config;
  private final Tensor weight;
  private final Tensor bias;
  private int[] masked = new int[0];
  private int[] states = new int[0];
  private float[] target = new float[0];

  /**
   * @param parameters place of the head
   */
  public PixelHead(ParameterBuilder parameters, ImageConfig config) {
    this.config = config;
    int d = config.encoder().hidden();
    int out = config.patchValues();
    ParameterBuilder conv = parameters.at("decoder.0");
    weight =
        conv.declare("weight", SlotKind.WEIGHT, LinearInit.DEFAULT.weight().apply(d), out, d, 1, 1);
    bias = conv.vector("bias", SlotKind.BIAS, LinearInit.DEFAULT.bias().apply(d), out);
  }

  /**
   * Mean absolute error of the masked pixels: {@code sum |x - reconstruction| / (masked pixels +
   * 1e-5) / channels}.
   *
   * @param hidden states of the masked images, {@code [images x (1 + patches), hidden]}
   * @param patches the images, {@code [images x patches, values of a patch]}
   * @param mask which patches are masked
   * @param totalPatches masked patches of the whole batch
   * @return null if none is masked
   */
  public Tensor loss(Pass pass, Tensor hidden, Tensor patches, boolean[] mask, long totalPatches) {
    masked = Grow.atLeast(masked, patches.rows());
    states = Grow.atLeast(states, patches.rows());
    int n = 0;
    for (int i = 0; i < patches.rows(); i++) {
      if (mask[i]) {
        masked[n] = i;
        states[n++] = state(i);
      }
    }
    if (n == 0) {
      return null;
    }
    int width = patches.cols();
    target = Grow.atLeast(target, n * width);
    for (int i = 0; i < n; i++) {
      int from = patches.offset() + masked[i] * width;
      System.arraycopy(patches.data(), from, target, i * width, width);
    }
    Tensor reconstruction = decode(pass, Rows.gather(pass.tape(), hidden, states, n));
    double pixels = (double) totalPatches * config.patch() * config.patch() + EPS;
    return MaskedL1.apply(pass.tape(), reconstruction, target, null, pixels * config.channels());
  }

  /**
   * All pixels, masked or not.
   *
   * @return {@code [images, channels x height x width]}
   */
  public Tensor reconstruct(Pass pass, Tensor hidden) {
    int images = hidden.rows() / (1 + config.patches());
    int n = images * config.patches();
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = state(i);
    }
    Tensor decoded = decode(pass, Rows.gather(pass.tape(), hidden, rows, n));
    return Patches.join(pass.tape(), decoded, config);
  }

  /** Row of a patch's state: each image has a CLS token in front. */
  private int state(int patch) {
    return patch + patch / config.patches() + 1;
  }

  private Tensor decode(Pass pass, Tensor x) {
    return Linear.apply(pass.tape(), x, weight, bias);
  }
}
