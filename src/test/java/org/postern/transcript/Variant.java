package org.postern.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postern.boot.Backend;

/** One of the ways in which a transcript is run. */
record Variant(Backend backend, Transport transport, Cut cut) {

    static List<Variant> of(Transcript script) {
        List<Variant> all = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            for (Transport transport : script.transports()) {
                for (Cut cut : script.cuts()) {
                    Variant variant = new Variant(backend, transport, cut);
                    if (variant.isWorthIt()) {
                        all.add(variant);
                    }
                }
            }
        }
        return all;
    }

    /** Compression is tried where bodies would else be sent from files, in the two cuts that differ most. */
    private boolean isWorthIt() {
        return transport != Transport.COMPRESSED || (backend == Backend.MAILDIR && cut != Cut.LINE);
    }

    @Override
    public String toString() {
        return (backend + " " + transport + " " + cut).toLowerCase(Locale.ROOT);
    }
}
