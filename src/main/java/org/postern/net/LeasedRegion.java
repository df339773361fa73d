package org.postern.net;

import io.netty.channel.DefaultFileRegion;
import org.postern.wire.WireOut.Region;

/** A file region whose file stays open: when it is sent or given up the lease is released instead. */
final class LeasedRegion extends DefaultFileRegion {
    private final Runnable release;

    LeasedRegion(Region region) {
        super(region.lease().file(), region.position(), region.count());
        this.release = region.lease().release();
    }

    @Override
    protected void deallocate() {
        release.run();
    }
}
