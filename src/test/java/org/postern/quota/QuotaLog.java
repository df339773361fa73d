package org.postern.quota;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

/** A listener that writes down what it is told, a word or two each. */
class QuotaLog implements QuotaListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void crossed(UserName user, int percent, StorageUse use) {
        lines.add(user.localPart() + " " + percent);
    }

    @Override
    public void receded(UserName user, int percent, StorageUse use) {
        lines.add(user.localPart() + " below " + percent);
    }

    @Override
    public void relieved(UserName user, StorageUse use) {
        lines.add(user.localPart() + " relieved at " + use.percent());
    }

    @Override
    public void refused(UserName user, long octets, StorageUse use) {
        lines.add(user.localPart() + " refused " + octets + " into " + use.octets());
    }

    /** What was told since the last call. */
    List<String> take() {
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }
}
