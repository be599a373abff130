// An estimator of a user's own, for tests: always the most frequent label.
export class Majority {
  task = 'classification';

  constructor(options = {}) {
    this.options = options;
  }

  fit(_x, y) {
    const counts = new Map();
    for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
    return new MajorityModel([...counts].sort((a, b) => b[1] - a[1])[0][0]);
  }
}

export class MajorityModel {
  constructor(label) {
    this.label = label;
  }

  static fromJSON({ label }) {
    return new MajorityModel(label);
  }

  predict(x) {
    return Array.from({ length: x.rows ?? x.length }, () => this.label);
  }

  score(_x, y) {
    return y.filter((label) => label === this.label).length / y.length;
  }

  toJSON() {
    return { kind: 'MajorityModel', label: this.label };
  }
}
