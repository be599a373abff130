;; Histograms of four features at a time over the samples of a node, and the division of a node's samples. Built into
;; histogram-kernel.ts by tooling/wasm/build.mjs.
;;
;; samples: count int32 sample numbers; columns: uint8 bins of the first feature, those of the next ones `stride` bytes further on each.
(module
  (import "env" "memory" (memory 1 65536))

  ;; sums: four features x 256 bins x (gradient, Hessian) in float64, added to. pairs: (gradient, Hessian) of each sample.
  (func (export "addPairs")
    (param $samples i32) (param $count i32) (param $pairs i32) (param $columns i32) (param $stride i32) (param $sums i32)
    (local $end i32) (local $sample i32) (local $pair v128) (local $bin i32) (local $at i32)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $samples) (local.get $end)))
        (local.set $sample (i32.load (local.get $samples)))
        (local.set $pair (v128.load (i32.add (local.get $pairs) (i32.shl (local.get $sample) (i32.const 4)))))
        (local.set $bin (i32.add (local.get $columns) (local.get $sample)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store (local.get $at) (f64x2.add (v128.load (local.get $at)) (local.get $pair)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store offset=4096 (local.get $at) (f64x2.add (v128.load offset=4096 (local.get $at)) (local.get $pair)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store offset=8192 (local.get $at) (f64x2.add (v128.load offset=8192 (local.get $at)) (local.get $pair)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 4))))
        (v128.store offset=12288 (local.get $at) (f64x2.add (v128.load offset=12288 (local.get $at)) (local.get $pair)))
        (local.set $samples (i32.add (local.get $samples) (i32.const 4)))
        (br $next))))

  ;; counts: four features x 256 bins in int32, added to.
  (func (export "addCounts")
    (param $samples i32) (param $count i32) (param $columns i32) (param $stride i32) (param $counts i32)
    (local $end i32) (local $bin i32) (local $at i32)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $samples) (local.get $end)))
        (local.set $bin (i32.add (local.get $columns) (i32.load (local.get $samples))))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store offset=1024 (local.get $at) (i32.add (i32.load offset=1024 (local.get $at)) (i32.const 1)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store offset=2048 (local.get $at) (i32.add (i32.load offset=2048 (local.get $at)) (i32.const 1)))
        (local.set $bin (i32.add (local.get $bin) (local.get $stride)))
        (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load8_u (local.get $bin)) (i32.const 2))))
        (i32.store offset=3072 (local.get $at) (i32.add (i32.load offset=3072 (local.get $at)) (i32.const 1)))
        (local.set $samples (i32.add (local.get $samples) (i32.const 4)))
        (br $next))))

  ;; Puts the samples whose bin is marked by 1 in `table` (256 bytes) before the others, all in the order they had; `right` is room for
  ;; count int32. Each sample is written to both sides and only one of them moves on: there is no branch to guess wrong. Returns how many
  ;; are marked.
  (func (export "partition")
    (param $samples i32) (param $count i32) (param $column i32) (param $table i32) (param $right i32) (result i32)
    (local $start i32) (local $at i32) (local $end i32) (local $to i32) (local $sample i32) (local $step i32)
    (local.set $start (local.get $samples))
    (local.set $at (local.get $samples))
    (local.set $to (local.get $right))
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $at) (local.get $end)))
        (local.set $sample (i32.load (local.get $at)))
        (i32.store (local.get $samples) (local.get $sample))
        (i32.store (local.get $to) (local.get $sample))
        (local.set $step
          (i32.shl
            (i32.load8_u (i32.add (local.get $table) (i32.load8_u (i32.add (local.get $column) (local.get $sample)))))
            (i32.const 2)))
        (local.set $samples (i32.add (local.get $samples) (local.get $step)))
        (local.set $to (i32.add (local.get $to) (i32.sub (i32.const 4) (local.get $step))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (memory.copy (local.get $samples) (local.get $right) (i32.sub (local.get $to) (local.get $right)))
    (i32.shr_u (i32.sub (local.get $samples) (local.get $start)) (i32.const 2)))

  ;; parent -= child, over `bytes` of float64 and, if there are any, a quarter as many of int32 counts.
  (func (export "subtract")
    (param $parent i32) (param $child i32) (param $bytes i32)
    (param $parentCounts i32) (param $childCounts i32) (param $countBytes i32)
    (local $o i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $o) (local.get $bytes)))
        (v128.store (i32.add (local.get $parent) (local.get $o))
          (f64x2.sub
            (v128.load (i32.add (local.get $parent) (local.get $o)))
            (v128.load (i32.add (local.get $child) (local.get $o)))))
        (local.set $o (i32.add (local.get $o) (i32.const 16)))
        (br $next)))
    (local.set $o (i32.const 0))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $o) (local.get $countBytes)))
        (v128.store (i32.add (local.get $parentCounts) (local.get $o))
          (i32x4.sub
            (v128.load (i32.add (local.get $parentCounts) (local.get $o)))
            (v128.load (i32.add (local.get $childCounts) (local.get $o)))))
        (local.set $o (i32.add (local.get $o) (i32.const 16)))
        (br $next))))

  ;; The last bin that goes left in the best split of a feature, or -1 if no score lies above `aim` by more than rounding. Writes its score
  ;; and what lies to the left: count, gradient, Hessian. `counts` is 0 where the Hessians are the counts.
  (func (export "scan")
    (param $sums i32) (param $counts i32) (param $bins i32) (param $count f64) (param $gradient f64) (param $hessian f64)
    (param $penalty f64) (param $smallestCount f64) (param $smallestHessian f64) (param $aim f64) (param $result i32)
    (result i32)
    (local $bin i32) (local $best i32) (local $leftCount f64) (local $leftGradient f64) (local $leftHessian f64)
    (local $right f64) (local $below f64) (local $above f64) (local $score f64) (local $scale f64)
    (local.set $best (i32.const -1))
    (block $done
      (loop $next
        (br_if $done (i32.ge_s (local.get $bin) (local.get $bins)))
        (local.set $leftGradient (f64.add (local.get $leftGradient) (f64.load (local.get $sums))))
        (local.set $leftHessian (f64.add (local.get $leftHessian) (f64.load offset=8 (local.get $sums))))
        (if (local.get $counts)
          (then
            (local.set $leftCount (f64.add (local.get $leftCount) (f64.convert_i32_s (i32.load (local.get $counts)))))
            (local.set $counts (i32.add (local.get $counts) (i32.const 4))))
          (else (local.set $leftCount (local.get $leftHessian))))
        (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
        (local.set $bin (i32.add (local.get $bin) (i32.const 1)))
        (br_if $next (f64.lt (local.get $leftCount) (local.get $smallestCount)))
        (br_if $next (f64.lt (local.get $leftHessian) (local.get $smallestHessian)))
        (br_if $done (f64.lt (f64.sub (local.get $count) (local.get $leftCount)) (local.get $smallestCount)))
        (local.set $above (f64.sub (local.get $hessian) (local.get $leftHessian)))
        (br_if $done (f64.lt (local.get $above) (local.get $smallestHessian)))
        ;; left^2 / below + right^2 / above > aim, without a division
        (local.set $right (f64.sub (local.get $gradient) (local.get $leftGradient)))
        (local.set $below (f64.add (local.get $leftHessian) (local.get $penalty)))
        (local.set $above (f64.add (local.get $above) (local.get $penalty)))
        (local.set $score
          (f64.add
            (f64.mul (f64.mul (local.get $leftGradient) (local.get $leftGradient)) (local.get $above))
            (f64.mul (f64.mul (local.get $right) (local.get $right)) (local.get $below))))
        (local.set $scale (f64.mul (local.get $below) (local.get $above)))
        (br_if $next (i32.eqz (f64.gt (local.get $score) (f64.mul (local.get $aim) (local.get $scale)))))
        (local.set $score (f64.div (local.get $score) (local.get $scale)))
        (local.set $aim (f64.add (local.get $score) (f64.mul (f64.abs (local.get $score)) (f64.const 1e-12))))
        (local.set $best (i32.sub (local.get $bin) (i32.const 1)))
        (f64.store (local.get $result) (local.get $score))
        (f64.store offset=8 (local.get $result) (local.get $leftCount))
        (f64.store offset=16 (local.get $result) (local.get $leftGradient))
        (f64.store offset=24 (local.get $result) (local.get $leftHessian))
        (br $next)))
    (local.get $best)))
