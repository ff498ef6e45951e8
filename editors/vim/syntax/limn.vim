" Limn scripts. The words are written by scripts/editor-grammars.
if exists("b:current_syntax")
  finish
endif

syntax keyword limnKeyword if then else elseif end for while do with def return break
syntax keyword limnKeyword continue use try
syntax keyword limnOperator and or not in
syntax keyword limnConstant none true false
syntax keyword limnCommand abs activations add_noise all any apply arange argmax argmin argsort assert astype
syntax keyword limnCommand attention auc average_precision blur bounding_box box_mask broadcast cache ceil choose chunks clamp
syntax keyword limnCommand close cnr colormaps colour compare concat convolve correlation cos cosine crop csv
syntax keyword limnCommand cumsum decode det dice difference dot eigh einsum encode encode_text ends_with enumerate
syntax keyword limnCommand error exists exp expand eye files filmstrip find first flatten flip float
syntax keyword limnCommand floor full grid ground ground_mask grounding_scores grounding_summary grounding_table group heatmap help histogram
syntax keyword limnCommand image images int interval inverse invert iou is_finite is_nan join keys last
syntax keyword limnCommand length lines linspace list literal load log log10 log1p log2 lora lower
syntax keyword limnCommand lstsq map matmul max maximum mean median memory memory_in_use min minimum miou
syntax keyword limnCommand models ms_ssim norm normal normalised numerics ones outline overlay pad pinv pivot
syntax keyword limnCommand plot pointing predict price print prod progress provenance psnr quantile random random_integers
syntax keyword limnCommand range read read_image read_text reduce relu rename repeat replace reshape resize reverse
syntax keyword limnCommand roll round sample save seed segment select shape show shuffle sigmoid sign
syntax keyword limnCommand sin sites softmax solve sort split sqrt squeeze ssim stack starts_with std
syntax keyword limnCommand string strip sum summary svd table tan tanh tensor test_heat test_image threads
syntax keyword limnCommand threshold timesteps tokens transpose type unique upper values variance where with_column word_grid
syntax keyword limnCommand word_tokens zeros zip
syntax match limnCommand /\<contains\ze(/
syntax match limnNumber /\<\d[0-9_]*\(\.[0-9_]*\)\?\([eE][+-]\?\d\+\)\?\(%\|GiB\|KiB\|MiB\|TiB\|min\|GB\|MB\|TB\|kB\|ms\|ns\|px\|us\|B\|d\|h\|s\)\?/
syntax match limnEscape /\\./ contained
syntax match limnInterpolation /\$\(\h\w*\|([^)]*)\)/ contained
syntax region limnString start=/"/ skip=/\\./ end=/"\|$/ contains=limnEscape,limnInterpolation
syntax region limnString start=/'/ end=/'\|$/
syntax region limnString start=/"""/ skip=/\\./ end=/"""/ contains=limnEscape,limnInterpolation
syntax region limnString start=/'''/ end=/'''/
syntax match limnComment /#.*$/
syntax match limnCell /^#\s*%%.*$/

highlight default link limnKeyword Keyword
highlight default link limnOperator Operator
highlight default link limnConstant Constant
highlight default link limnCommand Function
highlight default link limnNumber Number
highlight default link limnEscape SpecialChar
highlight default link limnInterpolation Identifier
highlight default link limnString String
highlight default link limnComment Comment
highlight default link limnCell Title
setlocal commentstring=#\ %s
let b:current_syntax = "limn"
